export function CorrelationsPage() { return <p>{'correlations'}</p>; }
