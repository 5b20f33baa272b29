export function MaturityPage() { return <p>{'maturity'}</p>; }
