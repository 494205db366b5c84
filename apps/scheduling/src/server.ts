import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  Gauge,
  notFound,
  operationsRoutes,
  problemHandler,
  RefusedError,
  requestId,
} from '@silkconsult/service-kit';
import compression from 'compression';
import type { ErrorRequestHandler, Express } from 'express';
import express from 'express';
import { sql } from 'kysely';
import { mailInvitation } from './accounts/mail.ts';
import { accountRoutes } from './accounts/routes.ts';
import { admissionRoutes } from './admission/routes.ts';
import { agreementRoutes } from './agreements/routes.ts';
import { appointmentRoutes } from './appointments/routes.ts';
import { availabilityRoutes } from './availability/routes.ts';
import { boardRoutes } from './board/routes.ts';
import { calendarFeedRoutes } from './calendarFeeds/routes.ts';
import { captionNodeRoutes } from './captionNodes/routes.ts';
import { concludeConsults } from './conclusions/conclude.ts';
import type { SchedulingConfig } from './config.ts';
import { consentRoutes } from './consents/routes.ts';
import { type Context, createContext, type Seams } from './context.ts';
import { isDatabaseDown } from './database/failures.ts';
import { prepareDemo } from './demo/prepare.ts';
import { directoryRoutes } from './directory/routes.ts';
import { encounterRoutes } from './encounters/routes.ts';
import { eventRoutes } from './events/routes.ts';
import { fhirRouter } from './fhir/router.ts';
import { clientFiles } from './http/client.ts';
import { contentSecurity, permissionsPolicy } from './http/contentSecurity.ts';
import type { Endpoint } from './http/endpoint.ts';
import { mount } from './http/mount.ts';
import { observeRequests } from './http/observe.ts';
import { importRoutes } from './imports/routes.ts';
import { interpreterRoutes } from './interpreters/routes.ts';
import { invitationRoutes } from './invitations/routes.ts';
import type { Job } from './jobs/define.ts';
import { keyRoutes } from './keys/routes.ts';
import { machineClientRoutes, tokenRoutes } from './machineClients/routes.ts';
import { announceBookings, announceLeftOver } from './notices/announce.ts';
import { remindOfConsult } from './notices/consults.ts';
import { deliverNotice, takeBackNotice } from './notices/deliver.ts';
import { noticeRoutes } from './notices/routes.ts';
import { askNextCircle } from './offers/asking.ts';
import { offerRoutes } from './offers/routes.ts';
import { onCallRoutes } from './onCall/routes.ts';
import { openapiRoutes } from './openapi/routes.ts';
import { escalateRequest } from './paging/escalation.ts';
import { pagingRoutes } from './paging/routes.ts';
import { patientRoutes } from './patients/routes.ts';
import { rehearsalRoutes } from './rehearsals/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { serviceRequestRoutes } from './serviceRequests/routes.ts';
import { authenticate } from './sessions/authenticate.ts';
import { forgetExpiredSessions } from './sessions/jobs.ts';
import { sessionRoutes } from './sessions/routes.ts';
import { speakerConsentRoutes } from './speakerConsents/routes.ts';
import { termSuggestionRoutes } from './termSuggestions/routes.ts';
import { requireFreshTimeZones } from './timeZones.ts';
import { transcriptRoutes } from './transcripts/routes.ts';
import { transcriptSearchRoutes } from './transcripts/search/routes.ts';
import { wordingRoutes } from './wordings/routes.ts';
import { writtenCaseRoutes } from './writtenCases/routes.ts';

export interface Scheduling {
  url: string;
  port: number;
  context: Context;
  /** Idempotent. */
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 75_000;

/** Everything that the API offers, in the order of its documentation. */
function endpointsOf(context: Context): Endpoint[] {
  return [
    ...sessionRoutes(context),
    ...directoryRoutes(context),
    ...interpreterRoutes(context),
    ...availabilityRoutes(context),
    ...searchRoutes(context),
    ...patientRoutes(context),
    ...agreementRoutes(context),
    ...serviceRequestRoutes(context),
    ...pagingRoutes(context),
    ...onCallRoutes(context),
    ...appointmentRoutes(context),
    ...offerRoutes(context),
    ...admissionRoutes(context),
    ...invitationRoutes(context),
    ...consentRoutes(context),
    ...rehearsalRoutes(context),
    ...boardRoutes(context),
    ...speakerConsentRoutes(context),
    ...transcriptRoutes(context),
    ...transcriptSearchRoutes(context),
    ...wordingRoutes(context),
    ...termSuggestionRoutes(context),
    ...writtenCaseRoutes(context),
    ...noticeRoutes(context),
    ...calendarFeedRoutes(context),
    ...eventRoutes(context),
    ...importRoutes(context),
    ...accountRoutes(context),
    ...machineClientRoutes(context),
    ...encounterRoutes(context),
    ...captionNodeRoutes(context),
    ...keyRoutes(context.signingKey),
  ];
}

/** Everything that is done later or again and again. */
export const JOBS: readonly Job<object, Context>[] = [
  forgetExpiredSessions,
  escalateRequest,
  deliverNotice,
  takeBackNotice,
  mailInvitation,
  remindOfConsult,
  announceLeftOver,
  askNextCircle,
  concludeConsults,
];

/** A database that cannot be reached is a sentence for the user, and nobody's programming error. */
const databaseDown: ErrorRequestHandler = (error, _request, _response, next) => {
  next(isDatabaseDown(error) ? new RefusedError('unavailable') : error);
};

function createApp(context: Context): Express {
  const { config, metrics } = context;
  const app = express();
  app.disable('x-powered-by');
  app.set(
    'trust proxy',
    config.TRUSTED_PROXIES.split(',').map((part) => part.trim()),
  );
  app.use(requestId, observeRequests(metrics), contentSecurity(config), permissionsPolicy);
  app.use(
    operationsRoutes(
      { database: async () => (await sql`SELECT 1`.execute(context.db)).rows.length === 1 },
      metrics,
    ),
  );
  app.use(['/api', '/fhir'], compression());
  const endpoints = endpointsOf(context);
  app.use(
    mount(endpoints, {
      authenticate: (request) => authenticate(context, request),
      serviceSecret: config.SERVICE_SECRET,
      now: context.now,
    }),
  );
  app.use(openapiRoutes(endpoints, config.PUBLIC_URL));
  app.use(tokenRoutes(context), fhirRouter(context));
  if (config.CLIENT_DIST) app.use(clientFiles(config.CLIENT_DIST));
  app.use(notFound, databaseDown, problemHandler(context.logger));
  return app;
}

/**
 * Starts the scheduling API.
 *
 * @throws ConfigError with a sentence for who installs it, when it cannot work as configured.
 */
export async function startScheduling(
  config: SchedulingConfig,
  seams: Seams = {},
): Promise<Scheduling> {
  requireFreshTimeZones();
  const context = await createContext(config, seams);
  try {
    await context.jobs.prepare(JOBS);
    await prepareDemo(context);
    const { streams } = context;
    new Gauge({
      name: 'silkconsult_event_streams',
      help: 'Event streams that are open.',
      registers: [context.metrics],
      collect() {
        this.set(streams.size);
      },
    });
    const server = createServer(createApp(context));
    // Longer than proxies and clients keep an idle connection: with Node's 5 s, a request that sets
    // off as we hang up is lost, the more easily the longer the embedded database blocks the thread.
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(config.PORT, config.HOST, resolve);
    });
    context.shutdown.add('http server', async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      streams.endAll();
      server.closeIdleConnections();
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
      server.closeAllConnections();
    });
    await context.jobs.work(context, JOBS);
    if (seams.working ?? true) context.announcer.begin(() => announceBookings(context));
    const { port } = server.address() as AddressInfo;
    context.logger.info({ port, kind: context.databaseKind }, 'scheduling listens');
    const host = config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST;
    return {
      url: `http://${host}:${port}`,
      port,
      context,
      close: () => context.shutdown.close(),
    };
  } catch (error) {
    await context.shutdown.close();
    throw error;
  }
}
