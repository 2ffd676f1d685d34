// ---
// title:
//   nl: Vormen van samenwerking naast elkaar
//   en: Forms of cooperation side by side
// question:
//   nl: "Wat zou een andere vorm van samenwerking veranderen?"
//   en: "What would another form of cooperation change?"
// shows: table
// columns:
//   arrangement: {nl: "De regeling", en: "The arrangement"}
//   arrangement_id: {nl: "Id daarvan", en: "Its id"}
//   form: {nl: "Rechtsvorm", en: "Legal form"}
//   cooperation: {nl: "Van welke samenwerking", en: "Of which cooperation"}
//   start_date: {nl: "Sinds wanneer", en: "Since when"}
//   end_date: {nl: "Tot en met wanneer", en: "Until when"}
//   status: {nl: "actual, proposed, former of open", en: "actual, proposed, former or open"}
//   participants: {nl: "Hoeveel deelnemers zijn vermeld, nu of eerder", en: "How many participants are stated, now or before"}
//   powers_transferred: {nl: "Of bevoegdheden zijn overgedragen; leeg: niet vermeld", en: "Whether powers are transferred; empty: not stated"}
//   powers: {nl: "Welke bevoegdheden", en: "Which powers"}
//   decides: {nl: "Hoe zij besluit", en: "How it decides"}
//   means: {nl: "Geld en middelen", en: "Money and means"}
//   staff_fte: {nl: "Eigen personeel in fte; 0: geen, leeg: niet vermeld", en: "Own staff in fte; 0: none, empty: not stated"}
//   staff_about: {nl: "Of dat een benadering is", en: "Whether that is an approximation"}
// ---
// Forms of different periods stand side by side, so that no date cuts here; claims that are passed over stay out.
MATCH (arrangement:Arrangement) WHERE arrangement.dataset IN $datasets AND NOT arrangement.id IN $passed_over
RETURN arrangement.name AS arrangement, arrangement.id AS arrangement_id, arrangement.form AS form,
       COLLECT { MATCH (c:Cooperation)-[r:GOVERNED_BY]->(arrangement) WHERE NOT r.id IN $passed_over RETURN c.name ORDER BY c.id } AS cooperation,
       arrangement.start_date AS start_date, arrangement.end_date AS end_date, arrangement.status AS status,
       size(COLLECT { MATCH (o:Organization)-[r:PARTICIPATES_IN]->(arrangement) WHERE NOT r.id IN $passed_over RETURN DISTINCT o.id }) AS participants,
       arrangement.powers_transferred AS powers_transferred, coalesce(arrangement.powers, []) AS powers, arrangement.decides AS decides,
       arrangement.means AS means, arrangement.staff_fte AS staff_fte, arrangement.staff_about AS staff_about
ORDER BY coalesce(start_date, ''), arrangement_id
