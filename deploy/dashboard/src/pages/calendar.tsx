export function CalendarPage() { return <p>{'calendar'}</p>; }
