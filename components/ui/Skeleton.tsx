import { useTranslations } from 'next-intl';

/** Grey shapes where cards and a chart will stand. */
export function BoardSkeleton() {
  const t = useTranslations('loading');
  return (
    <main className="page" id="content" aria-busy="true">
      <p className="hidden-visually" role="status">
        {t('board')}
      </p>
      <div className="skeleton skeleton-title" />
      <div className="cards" aria-hidden="true">
        {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
          <div className="skeleton skeleton-card" key={key} />
        ))}
      </div>
      <div className="skeleton skeleton-chart" aria-hidden="true" />
    </main>
  );
}

export function PanelSkeleton({ label }: { readonly label: string }) {
  return (
    <div className="skeleton skeleton-chart" role="status">
      <span className="hidden-visually">{label}</span>
    </div>
  );
}
