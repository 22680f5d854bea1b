/** Every page that anyone can open, for tests and pictures of all of them. */
export const PAGES = [
  { name: 'board', path: '/' },
  { name: 'map', path: '/dashboard/map/' },
  { name: 'commodity', path: '/komoditas/bawang-merah' },
  { name: 'alerts', path: '/peringatan' },
  { name: 'method', path: '/metode' },
  { name: 'verify', path: '/verify' },
  { name: 'verify-commodity', path: '/verify?commodity=bawang-merah' },
  { name: 'verify-price', path: '/verify?i=0' },
  { name: 'ledger', path: '/buku-besar' },
  { name: 'api', path: '/docs/api' },
  { name: 'sign-in', path: '/masuk' },
] as const;
