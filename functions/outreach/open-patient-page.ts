import { createHash } from 'node:crypto';
import { type Answer, http, route } from '../platform/http.ts';
import { careTeam } from './care-team.ts';
import { script } from './page/script.ts';
import { style } from './page/style.ts';
import { pageWords } from './page/words.ts';
import { outreachRoutes } from './routes.ts';

/** A number of ours as a telephone dials it. */
const dialed = (number: string): string => `+1${number.replace(/\D/g, '')}`;

/** JSON that cannot end the element it stands in. */
const words = JSON.stringify(pageWords).replaceAll('<', '\\u003c');

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${pageWords.en.title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" id="skip" href="#main">${pageWords.en.skip}</a>
<header><h1 tabindex="-1">${careTeam.name}</h1><div id="language"></div></header>
<div class="unseen" id="say" role="status"></div>
<div class="unseen" id="alarm" role="alert"></div>
<main id="main" tabindex="-1"></main>
<footer><p>${careTeam.name}, <a href="tel:${dialed(careTeam.phone)}">${careTeam.phone}</a></p><p id="emergency">${pageWords.en.emergency}</p></footer>
<noscript><p>${careTeam.name}, ${careTeam.phone}</p></noscript>
<script type="application/json" id="words">${words}</script>
<script>${script}</script>
</body>
</html>
`;

const hash = (source: string): string =>
  `'sha256-${createHash('sha256').update(source).digest('base64')}'`;

/** Only this page's own style and script run, and they talk to this API alone. */
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The patient's page: the same for everyone and free of data, so that it needs no sign-in. */
export const openPatientPage = async (): Promise<Answer> => ({
  body: page,
  headers: {
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=63072000',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  },
});

export const handler = http({
  'GET /patient': route(outreachRoutes['GET /patient'], openPatientPage),
});
