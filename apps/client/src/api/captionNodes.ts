import type { CaptionNode } from '@silkconsult/protocol';
import { captionNodesSchema } from '@silkconsult/protocol';
import { ask } from './http.ts';

export async function listCaptionNodes(): Promise<CaptionNode[]> {
  return (await ask('/api/caption-engines', captionNodesSchema)).nodes;
}
