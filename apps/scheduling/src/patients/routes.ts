import {
  newPatientSchema,
  patientMatchesSchema,
  patientSchema,
  patientSearchSchema,
} from '@silkconsult/protocol';
import type { Context } from '../context.ts';
import { type Endpoint, forSession } from '../http/endpoint.ts';
import { findPatients, registerPatient } from './commands.ts';

const tag = 'Patients';

export function patientRoutes(context: Context): Endpoint[] {
  return [
    forSession(
      {
        method: 'post',
        path: '/api/patient-searches',
        tag,
        summary: 'Find patients by name, in any script and with typing errors',
        description:
          'A POST, so that no name stands in an address. Finds whom `GET /api/patients` would list.',
        body: patientSearchSchema,
        answer: { status: 200, schema: patientMatchesSchema },
      },
      async ({ body, viewer }) => ({ items: await findPatients(context, viewer, body.text) }),
    ),
    forSession(
      {
        method: 'post',
        path: '/api/patients',
        tag,
        summary: "Register a patient of the viewer's organisation",
        description:
          '`likely_duplicate` carries in its params those who are probably the same person; send `isNew` when it is none of them.',
        body: newPatientSchema,
        answer: { status: 201, schema: patientSchema },
        refusals: ['forbidden', 'likely_duplicate'],
      },
      async ({ body, viewer }) => registerPatient(context, viewer, body),
    ),
  ];
}
