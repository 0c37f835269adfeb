import { type ReactNode, useEffect, useRef } from 'react';

type Props = {
  /** What the browser tab says: never a name, nor anything of a patient. */
  title: string;
  heading: ReactNode;
  /** Whose focus it is when the screen opens; the heading, unless the screen has a better place. */
  focus?: 'heading' | 'own';
  /** Another one is another screen to whoever reads it. */
  about?: string;
  beside?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A screen: its title, its heading, and where the focus lands when it is come to. */
export const Screen = (props: Props) => {
  const { title, heading, focus = 'heading', about, beside, className, children } = props;
  const h1 = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} - Dripline`;
  }, [title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another hold is another screen.
  useEffect(() => {
    if (focus === 'own') return;
    window.scrollTo(0, 0);
    h1.current?.focus({ preventScroll: true });
  }, [focus, about]);
  return (
    <main id="main" tabIndex={-1} className={className}>
      <div className="page-head">
        <h1 ref={h1} tabIndex={-1}>
          {heading}
        </h1>
        {beside}
      </div>
      {children}
    </main>
  );
};
