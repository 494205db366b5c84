import classes from './Skeleton.module.css';

/** The shape of what is coming. */
export function Skeleton({ height, count = 1 }: { height: string; count?: number }) {
  return (
    <div className={classes.stack} aria-hidden>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders never change places
        <div key={index} className={classes.bone} style={{ blockSize: height }} />
      ))}
    </div>
  );
}
