import { useHospitalName } from '../api/hospitals.ts';

interface HospitalNameProps {
  /** As the API tells it. */
  name: string;
  className?: string;
}

/** A hospital's name in the reader's language, where it has one. */
export function HospitalName({ name, className }: HospitalNameProps) {
  return <bdi className={className}>{useHospitalName()(name)}</bdi>;
}
