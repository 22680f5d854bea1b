/** Stands where a chart or a map will, in its shape, and says what is being prepared. */
export function PanelSkeleton({ label }: { readonly label: string }) {
  return (
    <div className="skeleton skeleton-chart" role="status">
      <span className="hidden-visually">{label}</span>
    </div>
  );
}
