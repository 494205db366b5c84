/** This module imports nothing: the start script reads it to print the accounts. */

/** The password of every demonstration account. */
export const DEMO_PASSWORD = 'silkconsult-demo';

/** Whom one can sign in as in the demonstration. All of them are invented. */
export const DEMO_ACCOUNTS = [
  {
    email: 'specialist@demo.example',
    password: DEMO_PASSWORD,
    role: 'practitioner',
    kind: 'specialist',
    note: 'Dr Li Wenbo, pulmonology, Urumqi',
  },
  {
    email: 'referrer@demo.example',
    password: DEMO_PASSWORD,
    role: 'practitioner',
    kind: 'referrer',
    note: 'Dr Aizada Toktogulova, Osh',
  },
  {
    email: 'interpreter@demo.example',
    password: DEMO_PASSWORD,
    role: 'interpreter',
    note: 'Madina Yusupova, Chinese, Russian, Kyrgyz and English',
  },
  {
    email: 'second-interpreter@demo.example',
    password: DEMO_PASSWORD,
    role: 'interpreter',
    note: 'Ekber Yusup, Chinese, Russian and Kyrgyz: on call',
  },
  {
    email: 'coordinator@demo.example',
    password: DEMO_PASSWORD,
    role: 'coordinator',
    note: 'Zhao Min, telemedicine centre in Urumqi: sees every consult',
  },
  {
    email: 'partner-coordinator@demo.example',
    password: DEMO_PASSWORD,
    role: 'coordinator',
    note: 'Bakyt Osmonov, Osh: sees what Osh takes part in',
  },
  {
    email: 'observer@demo.example',
    password: DEMO_PASSWORD,
    role: 'observer',
    note: 'Chen Yu, trainee in Urumqi',
  },
  {
    email: 'admin@demo.example',
    password: DEMO_PASSWORD,
    role: 'admin',
    note: 'Sun Lei, administrator in Urumqi',
  },
] as const;
