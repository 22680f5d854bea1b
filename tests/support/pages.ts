/** Every page that anyone can open, for tests and pictures of all of them. */
export const PAGES = [
  { name: 'board', path: '/' },
  { name: 'map', path: '/dashboard/map/' },
  { name: 'commodity', path: '/komoditas/bawang-merah' },
  { name: 'method', path: '/metode' },
  { name: 'api', path: '/docs/api' },
] as const;
