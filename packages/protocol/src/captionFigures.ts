import { z } from 'zod';
import { captionStatusSchema, overloadLevelSchema } from './captions.ts';
import { languageSchema } from './languages.ts';
import { idSchema, instantSchema } from './primitives.ts';

/** One speech engine of a node: figures only, nothing of what was said or by whom. */
export const captionEngineFiguresSchema = z
  .object({
    engine: z.string().max(100),
    languages: z.array(languageSchema),
    /** False while the engine fails and is left alone. */
    ok: z.boolean(),
    /** How long the oldest sound that is not yet recognised has waited. */
    delayMs: z.number().min(0),
    level: overloadLevelSchema,
    /** Time that decoding took for each second of sound, over the last half minute. */
    realTimeFactor: z.number().min(0).optional(),
  })
  .meta({ id: 'CaptionEngineFigures' });
export type CaptionEngineFigures = z.infer<typeof captionEngineFiguresSchema>;

/** How the captions of one signalling node are; the counts are since its start. */
export const captionFiguresSchema = z
  .object({
    host: captionStatusSchema.shape.host,
    engines: z.array(captionEngineFiguresSchema).max(50),
    /** Translators that are left alone because they failed too often. */
    openBreakers: z
      .array(z.object({ engine: z.string().max(100), from: languageSchema, to: languageSchema }))
      .max(200),
    hostRestarts: z.number().int().min(0),
    droppedPackets: z.number().int().min(0),
    /** Lines of which a part is missing. */
    gaps: z.number().int().min(0),
  })
  .meta({ id: 'CaptionFigures' });
export type CaptionFigures = z.infer<typeof captionFiguresSchema>;

/** Body of `POST /api/caption-figures`, signed like the encounter reports. */
export const captionNodeReportSchema = z.object({
  /** Of the process: another one after a restart. */
  nodeId: idSchema,
  /** Where it runs, for the person who looks after it. */
  name: z.string().min(1).max(200),
  figures: captionFiguresSchema,
});
export type CaptionNodeReport = z.infer<typeof captionNodeReportSchema>;

/** The nodes as an administrator sees them. */
export const captionNodesSchema = z.object({
  nodes: z.array(
    captionNodeReportSchema.extend({
      reportedAt: instantSchema,
      /** Nothing was heard of it for a while: its figures say nothing about now. */
      silent: z.boolean(),
    }),
  ),
});
export type CaptionNode = z.infer<typeof captionNodesSchema>['nodes'][number];
