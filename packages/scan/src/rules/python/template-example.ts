export const example = (text: string) => ({ 'templates/page.html': `${text}\n` });
