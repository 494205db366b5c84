import classes from './Brand.module.css';

/** The mark: two threads that cross and hold. The name is a name and is never translated. */
export function Brand({ size = 30 }: { size?: number }) {
  return (
    <span className={classes.brand} translate="no" dir="ltr">
      <img src="/mark.svg" alt="" width={size} height={size} />
      <span className={classes.name}>SilkConsult</span>
    </span>
  );
}
