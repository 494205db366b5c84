import {
  captionNodeReportSchema,
  captionNodesSchema,
  SIGNATURE_HEADER,
} from '@silkconsult/protocol';
import type { Context } from '../context.ts';
import { type Endpoint, forService, forSession } from '../http/endpoint.ts';
import { refuseIf } from '../http/refuse.ts';
import { refuseCaptionNodes } from './rules.ts';

export function captionNodeRoutes({ captionNodes }: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'get',
        path: '/api/caption-engines',
        tag: 'Captions',
        summary: 'How the captions of each signalling node are',
        description:
          'For administrators in Urumqi: engines, queue delays, levels of overload, breakers and the state of each captions host. Figures only. A node that has not reported for 15 seconds is `silent`, and forgotten after half an hour.',
        answer: { status: 200, schema: captionNodesSchema },
        refusals: ['forbidden'],
      },
      async ({ response, viewer }) => {
        refuseIf(refuseCaptionNodes(viewer));
        response.setHeader('cache-control', 'no-store');
        return { nodes: captionNodes.all };
      },
    ),
    forService(
      {
        method: 'post',
        path: '/api/caption-figures',
        tag: 'Services',
        summary: "The figures of a signalling node's captions",
        description: `Signed by the header \`${SIGNATURE_HEADER}\`; every five seconds from each node.`,
        body: captionNodeReportSchema,
        answer: { status: 204 },
        refusals: ['signature_invalid', 'malformed_message'],
      },
      async ({ body }) => {
        captionNodes.report(body);
        return undefined;
      },
    ),
  ];
}
