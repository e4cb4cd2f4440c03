export const isClear = (address: string): boolean =>
  /^(http|ftp):\/\/(?!(localhost|127\.|\[::1\]|0\.0\.0\.0|10\.|192\.168\.))/i.test(address);
