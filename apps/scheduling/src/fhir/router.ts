import type { Resource } from '@medplum/fhirtypes';
import { RefusedError } from '@silkconsult/service-kit';
import type { Request, RequestHandler, Response, Router } from 'express';
import express from 'express';
import type { Context } from '../context.ts';
import { jsonBody } from '../http/json.ts';
import { authenticateClient, type MachineClient } from '../machineClients/authenticate.ts';
import { tokenUrl } from '../machineClients/commands.ts';
import { type Interaction, mayDo } from '../machineClients/rules.ts';
import { FHIR_JSON, outcomeHandler, sendResource } from './answer.ts';
import { auditHandedOut } from './audit.ts';
import { capabilityStatement, smartConfiguration } from './capability.ts';
import { existing } from './existing.ts';
import { oneByOne } from './oneByOne.ts';
import { readPage, searchPage } from './search/pages.ts';
import { createSeal } from './search/seal.ts';
import { refuseParameter } from './search/values.ts';
import { type FhirType, withIds } from './type.ts';
import { typeNamed } from './types/all.ts';

const FHIR_PATH = '/fhir/R4';

interface Call {
  client: MachineClient;
  type: FhirType;
  request: Request;
  response: Response;
}

/** The version of an entity tag such as `W/"3"`. */
function versionOf(tag: string | undefined): number | undefined {
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(tag ?? '')?.[1];
  return version === undefined ? undefined : Number(version);
}

/**
 * Whether the client has the resource as it is. Not left to Express: a client that is made with
 * `fetch` sends `Cache-Control: no-cache` with every condition, and would get the whole each time.
 */
function isKnown(request: Request, { meta }: Resource): boolean {
  const known = request.header('if-none-match');
  if (known !== undefined)
    return meta?.versionId !== undefined && versionOf(known) === Number(meta.versionId);
  const since = Date.parse(request.header('if-modified-since') ?? '');
  return Math.floor(Date.parse(meta?.lastUpdated ?? '') / 1000) <= since / 1000;
}

const isLenient = (request: Request) =>
  /(?:^|[,;\s])handling\s*=\s*"?lenient\b/i.test(request.header('prefer') ?? '');

/** The FHIR R4 interface for the programs of hospitals. */
export function fhirRouter(context: Context): Router {
  const { db, config, limits } = context;
  const base = config.PUBLIC_URL + FHIR_PATH;
  const pages = createSeal(context.signingKey);
  const router = express.Router();
  const json = jsonBody({ type: [FHIR_JSON, 'application/json'], limit: '200kb' });
  const form = express.text({ type: 'application/x-www-form-urlencoded', limit: '20kb' });

  /** Nothing is reached but through this: a client, its limit, and a scope for this type. */
  const guarded =
    (interaction: Interaction, handle: (call: Call) => Promise<void>): RequestHandler =>
    async (request, response) => {
      const client = await authenticateClient(context, request.header('authorization'));
      await limits.clientRequest(client.id);
      const type = typeNamed(String(request.params.type));
      if (!type) throw new RefusedError('not_found');
      if (!mayDo(client.scopes, type.type, interaction)) throw new RefusedError('forbidden');
      await handle({ client, type, request, response });
    };

  const search = (inAddress: boolean) =>
    guarded('search', async ({ client, type, request, response }) => {
      const address = new URL(request.originalUrl, base).searchParams;
      if (!inAddress && address.size > 0) throw refuseParameter('_search', 'only_in_the_body');
      // What is not a form was not read: passing it over would hand out everybody.
      if (!inAddress && typeof request.body !== 'string' && request.header('content-type'))
        throw refuseParameter('Content-Type', 'not_supported');
      const given = inAddress ? address : new URLSearchParams(String(request.body ?? ''));
      const asked = inAddress ? readPage(pages, client, type, given) : undefined;
      const { bundle, resources } = await searchPage(
        { db, base, pages },
        client,
        type,
        asked ?? { given, inAddress, lenient: isLenient(request) },
      );
      await auditHandedOut(context, client, 'search', type, resources);
      sendResource(response, bundle);
    });

  router.get('/metadata', (_request, response) => {
    sendResource(response, capabilityStatement(base, tokenUrl(context)));
  });
  router.get('/.well-known/smart-configuration', (_request, response) => {
    response.json(smartConfiguration(tokenUrl(context)));
  });
  router.get('/:type', search(true));
  router.post('/:type/_search', form, search(false));
  router.get(
    '/:type/:id',
    guarded('read', async ({ client, type, request, response }) => {
      const ids = [String(request.params.id)];
      const [resource] = await type.find(db, client, [withIds(ids)], { limit: 1 });
      if (!resource) throw new RefusedError('not_found');
      if (isKnown(request, resource)) {
        response.status(304).end();
        return;
      }
      await auditHandedOut(context, client, 'read', type, [resource]);
      sendResource(response, resource);
    }),
  );
  router.post(
    '/:type',
    json,
    guarded('create', async ({ client, type, request, response }) => {
      if (!type.create) throw new RefusedError('method_not_allowed');
      const { create } = type;
      const condition = request.header('if-none-exist');
      const make = async () => {
        const there = await existing(context, client, type, condition);
        if (there) {
          await auditHandedOut(context, client, 'read', type, [there]);
          sendResource(response, there);
          return;
        }
        const resource = await create(context, client, request.body);
        response.setHeader('location', `${base}/${type.type}/${resource.id}`);
        sendResource(response, resource, 201);
      };
      if (condition === undefined) await make();
      else await oneByOne(context, client, `${type.type}?${condition}`, make);
    }),
  );
  router.put(
    '/:type/:id',
    json,
    guarded('update', async ({ client, type, request, response }) => {
      if (!type.update) throw new RefusedError('method_not_allowed');
      const version = versionOf(request.header('if-match'));
      if (version === undefined) throw refuseParameter('If-Match', 'required');
      const resource = await type.update(
        context,
        client,
        String(request.params.id),
        version,
        request.body,
      );
      sendResource(response, resource);
    }),
  );
  // What exists, but not with this method, is told apart from what does not exist.
  router.all(['/:type', '/:type/:id'], (request) => {
    const known = typeNamed(String(request.params.type));
    throw new RefusedError(known ? 'method_not_allowed' : 'not_found');
  });
  router.use(() => {
    throw new RefusedError('not_found');
  });
  router.use(outcomeHandler(context.logger));
  return express.Router().use(FHIR_PATH, router);
}
