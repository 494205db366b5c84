import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { usePageTitle } from './usePageTitle.ts';

interface PageHeadingProps {
  title: string;
  children?: ReactNode;
  className?: string;
}

let arrivals = 0;

/**
 * The page's only h1. It takes the focus when a page follows another, so that keyboard and screen
 * reader start where the eye does; the very first page leaves the focus where the browser puts it.
 */
export function PageHeading({ title, children, className }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(title);
  useEffect(() => {
    arrivals += 1;
    if (arrivals > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children ?? title}
    </h1>
  );
}
