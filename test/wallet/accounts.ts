/** Two accounts that tests sign with, and their keys. */
export const KEY = `0x${'11'.repeat(32)}`;
export const OTHER_KEY = `0x${'22'.repeat(32)}`;
export const ACCOUNT = '0x19e7e376e7c213b7e7e7e46cc70a5dd086daff2a';
export const ACCOUNT_IN_GROUPS = '0x 19e7 e376 e7c2 13b7 e7e7 e46c c70a 5dd0 86da ff2a ';
export const OTHER_ACCOUNT = '0x1563915e194d8cfba1943570603f7606a3115508';
