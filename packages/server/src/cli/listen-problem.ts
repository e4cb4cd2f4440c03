/**
 * Why nothing can be served on an address, as a sentence for the operator who chose it; null for any other error.
 * Ports come from --port, PORT, REDIRECT_PORT and METRICS_PORT.
 */
export function listenProblem(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  const place = 'port' in error && 'address' in error ? `Port ${error.port} of ${error.address}` : 'The port';
  if (error.syscall === 'getaddrinfo')
    return `HOST or METRICS_HOST: expected an address or name of this machine, and "${'hostname' in error ? error.hostname : ''}" is neither.`;
  if (error.syscall !== 'listen') return null;
  switch (error.code) {
    case 'EADDRINUSE':
      return `${place} is in use by another program. Stop that one, or choose another port: --port or PORT for the site.`;
    case 'EACCES':
      return `${place} may not be opened by this user: ports below 1024 are reserved. Choose a higher one with --port or PORT.`;
    case 'EADDRNOTAVAIL':
      return `${place} cannot be opened: this machine does not have that address. Check HOST.`;
    default:
      return null;
  }
}
