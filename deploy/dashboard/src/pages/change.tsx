export function ChangePage() { return <p>{'change'}</p>; }
