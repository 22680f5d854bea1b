'use client';

import './tokens.css';
import './base.css';
import '@/components/ui/ui.css';

/** Last resort, when even the layout failed: no translations, no data, both languages. */
export default function GlobalError({ reset }: { readonly reset: () => void }) {
  return (
    <html lang="id">
      <body>
        <main className="page" id="content">
          <h1 className="page-title">Halaman ini gagal dibuat</h1>
          <p className="measure">
            Ada yang salah di server kami. Harga yang sudah tercatat tetap aman. Coba muat ulang sebentar
            lagi.
          </p>
          <p className="measure muted" lang="en">
            Something went wrong on our server. Recorded prices are safe. Please try again in a moment.
          </p>
          <p>
            <button type="button" className="button button-main" onClick={reset}>
              Muat ulang · Reload
            </button>
          </p>
        </main>
      </body>
    </html>
  );
}
