/** Where nodes stand. */
export const COUNTRIES: readonly string[] = [
  ...["BE", "NL", "DE", "FR", "ES", "IT", "PT", "AT", "CH", "PL", "CZ", "DK", "SE", "NO", "FI"],
  ...["EE", "IE", "GB", "GR", "RO", "US", "CA", "BR", "IN", "JP", "KE", "ZA", "AU", "NZ", "SG"],
];
