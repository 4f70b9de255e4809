export const postcode = form => form.postcode ?? form.ask("postcode");
