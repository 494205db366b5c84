import { isUtf8 } from 'node:buffer';
import type { RequestHandler } from 'express';
import express from 'express';

/** Body-parser hands on what is thrown here, with a status of its own unless it has one. */
class NotText extends Error {
  status = 400;
}

/**
 * A parser of JSON bodies. Bytes that are no UTF-8 are refused: read as something near it, a name
 * would be kept with other characters than its owner's.
 */
export const jsonBody = (options: { limit: string; type?: string[] }): RequestHandler =>
  express.json({
    ...options,
    verify(_request, _response, bytes, charset) {
      if (charset === 'utf-8' && !isUtf8(bytes)) throw new NotText();
    },
  });
