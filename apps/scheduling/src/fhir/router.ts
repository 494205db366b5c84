import { RefusedError } from '@silkconsult/service-kit';
import type { Request, RequestHandler, Response, Router } from 'express';
import express from 'express';
import type { Context } from '../context.ts';
import { authenticateClient, type MachineClient } from '../machineClients/authenticate.ts';
import { tokenUrl } from '../machineClients/commands.ts';
import { type Interaction, mayDo } from '../machineClients/rules.ts';
import { FHIR_JSON, outcomeHandler, sendResource } from './answer.ts';
import { auditHandedOut } from './audit.ts';
import { capabilityStatement, smartConfiguration } from './capability.ts';
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

/** The version that a change was made on, of `If-Match: W/"3"`. */
function versionOf(request: Request): number {
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(request.header('if-match') ?? '')?.[1];
  if (!version) throw refuseParameter('If-Match', 'required');
  return Number(version);
}

/** The FHIR R4 interface for the programs of hospitals. */
export function fhirRouter(context: Context): Router {
  const { db, config, limits } = context;
  const base = config.PUBLIC_URL + FHIR_PATH;
  const pages = createSeal(context.signingKey);
  const router = express.Router();
  const json = express.json({ type: [FHIR_JSON, 'application/json'], limit: '200kb' });
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
      const given = inAddress ? address : new URLSearchParams(String(request.body ?? ''));
      const asked = inAddress ? readPage(pages, client, type, given) : undefined;
      const { bundle, resources } = await searchPage(
        { db, base, pages },
        client,
        type,
        asked ?? { given, inAddress },
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
      await auditHandedOut(context, client, 'read', type, [resource]);
      sendResource(response, resource);
    }),
  );
  router.post(
    '/:type',
    json,
    guarded('create', async ({ client, type, request, response }) => {
      if (!type.create) throw new RefusedError('method_not_allowed');
      const resource = await type.create(context, client, request.body);
      response.setHeader('location', `${base}/${type.type}/${resource.id}`);
      sendResource(response, resource, 201);
    }),
  );
  router.put(
    '/:type/:id',
    json,
    guarded('update', async ({ client, type, request, response }) => {
      if (!type.update) throw new RefusedError('method_not_allowed');
      const version = versionOf(request);
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
  router.use(() => {
    throw new RefusedError('not_found');
  });
  router.use(outcomeHandler(context.logger));
  return express.Router().use(FHIR_PATH, router);
}
