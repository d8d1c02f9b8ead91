import type { TrustWords } from './trust-words.js';

export const EN: TrustWords = {
  self: 'English',
  hub: 'Hinomi 火の見',
  title: 'Make this device trust the hub',
  purpose:
    'This hub proves who it is with an authority of its own, used only here. Once a device knows that authority, it shows no warning and can tell the real hub from an impostor.',
  notYet:
    'If a warning appeared when you opened this page, or its address begins with http://, nobody vouches for the page yet. Do not skip “Compare the fingerprint”.',
  compareTitle: '1. Compare the fingerprint',
  compare:
    'While you install, your device shows a fingerprint. It must be the one on the administrator’s screen or printed sheet. Comparing it with this page alone proves nothing.',
  sha256: 'Fingerprint (SHA-256)',
  sha1: 'Thumbprint (SHA-1, the only one Windows shows)',
  stop: 'If a single character differs, do not install, and tell the administrator.',
  downloadTitle: '2. Get the authority’s certificate',
  certificate: 'Get the certificate (Android, Windows, Mac, Linux)',
  profile: 'Get the profile (iPad, iPhone)',
  stepsTitle: '3. Install it',
  devices: {
    android: {
      name: 'Android tablet or phone',
      steps: [
        'Open this page in Chrome and press “Get the certificate”.',
        'Open Settings and search for “CA certificate” (on most devices: Security → Encryption & credentials → Install a certificate → CA certificate).',
        'Read the warning, press “Install anyway”, and enter the screen lock.',
        'Choose hinomi-authority.crt in Downloads.',
        'In Trusted credentials → User, press Hinomi and compare the SHA-256 fingerprint. If it differs, remove it there.',
        'Android then says that the network may be monitored; this authority cannot vouch for any name but the hub’s.',
      ],
    },
    ipad: {
      name: 'iPad, iPhone',
      steps: [
        'Open this page in Safari, press “Get the profile”, then “Allow”.',
        'Open Settings and press “Profile Downloaded”.',
        'Press “More Details”, then the certificate, and compare the SHA-256 fingerprint. It says “Not Signed”; with the same fingerprint it is the real one.',
        'Press “Install” and enter the passcode.',
        'In Settings → General → About → Certificate Trust Settings, switch Hinomi on. Without this step the warning stays.',
      ],
    },
    windows: {
      name: 'Windows (Edge, Chrome)',
      steps: [
        'Press “Get the certificate” and open the file.',
        'Compare the thumbprint under “Details”.',
        'Under “General”: Install Certificate → Current User → Place all certificates in the following store → Trusted Root Certification Authorities.',
        'If the thumbprint in the question is the same, press “Yes”; then open the browser anew.',
      ],
    },
    mac: {
      name: 'Mac (Safari, Chrome)',
      steps: [
        'Press “Get the certificate”, open the file, and add it to the “login” keychain.',
        'In Keychain Access, double-click Hinomi and compare the SHA-256 fingerprint under “Details”.',
        'Open “Trust”, set “When using this certificate” to “Always Trust”, close, and enter the password.',
      ],
    },
    linux: {
      name: 'Linux (Chrome, Firefox)',
      steps: [
        'Chrome: open chrome://certificate-manager, then Custom → Installed by you → Trusted Certificates → Import, and choose the file.',
        'Firefox (on any system): Settings → Privacy & Security → View Certificates → Authorities → Import; tick “identify websites” only. “View” shows the fingerprint to compare.',
        'On the command line: certutil -d sql:$HOME/.pki/nssdb -A -t "C,," -n Hinomi -i hinomi-authority.crt (fingerprint: openssl x509 -in hinomi-authority.crt -noout -fingerprint -sha256)',
      ],
    },
  },
  doneTitle: 'When it is installed',
  done: 'Open the hub',
  qrTitle: 'Open this page on another device',
  qr: 'Read this code with the camera of another tablet to open this page there.',
  limitsTitle: 'What this authority can do',
  limits: (names, until) =>
    `It can vouch for ${names} only. Even with its key nobody can pose as another web site. It is valid until ${until}.`,
  remove: 'When the hub is no longer used, remove it in the same place where you installed it.',
  nothingTitle: 'There is nothing to install',
  nothing:
    'The hub’s certificate is not from an authority handed out here. If the page opened without a warning, this device trusts the hub already. If there was a warning, ask the administrator.',
};
