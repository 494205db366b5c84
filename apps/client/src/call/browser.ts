/** What the person's browser calls itself, for those who look into trouble. */
export function describeBrowser(): { browser: string } {
  const brands = (
    navigator as { userAgentData?: { brands?: { brand: string; version: string }[] } }
  ).userAgentData?.brands;
  const brand = brands?.find(({ brand }) => !/not.?a.?brand/i.test(brand));
  return {
    browser: (brand ? `${brand.brand} ${brand.version}` : navigator.userAgent).slice(0, 100),
  };
}
