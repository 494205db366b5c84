import type { Appointment } from '@silkconsult/protocol';

/** Whose week is shown; empty is everybody's. */
export interface CalendarFilter {
  organization: string;
  person: string;
}

export interface Choice {
  value: string;
  label: string;
}

/** The hospitals that take part in these consults. */
export function organizationsIn(
  appointments: readonly Appointment[],
  nameOf: (hospital: string) => string,
): Choice[] {
  return choices(
    appointments.flatMap(({ participants }) =>
      participants.map(({ organizationId, organizationName }) => [
        organizationId,
        organizationName && nameOf(organizationName),
      ]),
    ),
  );
}

/** The people who take part in these consults, within a hospital when one is chosen; patients are not planned by. */
export function peopleIn(
  appointments: readonly Appointment[],
  organization: string,
  nameOf: (person: Appointment['participants'][number]) => string,
): Choice[] {
  return choices(
    appointments
      .flatMap(({ participants }) => participants)
      .filter(({ role }) => role !== 'patient')
      .filter(({ organizationId }) => organization === '' || organizationId === organization)
      .map((person) => [person.actor, nameOf(person)]),
  );
}

export function matches(appointment: Appointment, { organization, person }: CalendarFilter) {
  const { participants } = appointment;
  return (
    (organization === '' || participants.some((one) => one.organizationId === organization)) &&
    (person === '' || participants.some((one) => one.actor === person))
  );
}

function choices(pairs: (readonly (string | undefined)[])[]): Choice[] {
  const labels = new Map<string, string>();
  for (const [value, label] of pairs) if (value && label) labels.set(value, label);
  return [...labels]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
