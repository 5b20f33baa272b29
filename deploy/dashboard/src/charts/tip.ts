/** Content of tooltips, built from text nodes, so that text of events is shown and never executed. */
export function tip(title: string, ...lines: readonly string[]): HTMLElement {
  const box = document.createElement('div');
  box.className = 'tip';
  const head = document.createElement('b');
  head.textContent = title;
  box.append(head);
  for (const line of lines.filter((text) => text !== '')) {
    const part = document.createElement('div');
    part.textContent = line;
    box.append(part);
  }
  return box;
}
