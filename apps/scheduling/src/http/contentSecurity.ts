import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { SchedulingConfig } from '../config.ts';

/** The socket's origin, as `connect-src` must name it. */
const socketOrigin = (url: string) => url.replace(/^http/, 'ws');

/**
 * What a page of ours may load: itself, the signalling socket, media made in the page. Inline styles
 * are needed by the component library; inline scripts by nobody.
 */
export function contentSecurity(
  config: Pick<SchedulingConfig, 'PUBLIC_URL' | 'SIGNALING_URL'>,
): RequestHandler {
  const secure = config.PUBLIC_URL.startsWith('https:');
  const signaling = config.SIGNALING_URL ?? config.PUBLIC_URL;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        connectSrc: ["'self'", signaling, socketOrigin(signaling)],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        workerSrc: ["'self'", 'blob:'],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", 'data:'],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
  });
}

/** Which of the browser's devices pages may ask for: ours those of a consult, others' none. */
export const permissionsPolicy: RequestHandler = (_request, response, next) => {
  response.setHeader(
    'permissions-policy',
    'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self), screen-wake-lock=(self), geolocation=(), payment=(), usb=()',
  );
  next();
};
