import classes from './Avatar.module.css';

interface AvatarProps {
  name: string;
  role?: string;
  size?: 'sm' | 'md' | 'lg';
}

/** Initials on the colour of the person's part, the same in every list and tile. */
export function Avatar({ name, role, size = 'md' }: AvatarProps) {
  return (
    <span className={classes.avatar} data-size={size} data-role={role} aria-hidden>
      {initials(name)}
    </span>
  );
}

/** 'Dr. Aigerim Bekova' → 'AB'; a Chinese name gives its first character. */
function initials(name: string): string {
  const words = name
    .replace(/^(dr|prof|mr|mrs|ms)\.?\s+/i, '')
    .split(/\s+/)
    .filter(Boolean);
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}
