// ---
// title:
//   nl: Deelname per orgaan
//   en: Participation by organ
// question:
//   nl: "Met welke organen doen gemeenten mee: raden, colleges, burgemeesters, en hoeveel stemmen is dat?"
//   en: "With which organs do municipalities take part: councils, colleges, mayors, and how many votes is that?"
// shows: table
// columns:
//   arrangement: {nl: "De regeling", en: "The arrangement"}
//   arrangement_id: {nl: "Id daarvan", en: "Its id"}
//   organ: {nl: "Orgaan; leeg: niet vermeld", en: "Organ; empty: not stated", values: Organ}
//   municipalities: {nl: "Gemeenten die ermee meedoen; leeg: het aantal is niet vermeld", en: "Municipalities that take part with it; empty: the number is not stated"}
//   proposed: {nl: "Volgens een voorstel; hoeveel zouden meedoen, zij tellen nergens mee", en: "By a proposal; how many would take part, they count nowhere"}
//   of_municipalities: {nl: "Van zoveel deelnemende gemeenten; leeg: het aantal is niet vermeld", en: "Of so many municipalities that take part; empty: the number is not stated"}
//   names: {nl: "Welke", en: "Which"}
//   names_id: {nl: "Hun id's", en: "Their ids"}
//   votes: {nl: "Hun stemmen samen; leeg: van een is het niet vermeld", en: "Their votes together; empty: not stated of one of them"}
//   contribution: {nl: "Bijdragen samen, euro per jaar; leeg: van een is het niet vermeld", en: "Contributions together, euros a year; empty: not stated of one of them"}
// ---
// One record may stand for several ("eighteen municipalities"). A sum of which a part is not stated is no sum, so that a plural without
// a number gives none. A group is not counted beside its members.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (arrangement:Arrangement {dataset: dataset})
WHERE all(x IN [arrangement] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH arrangement, COLLECT {
    MATCH (arrangement)<-[r:PARTICIPATES_IN]-(participant:Organization {kind: 'municipality'})
    WHERE all(x IN [participant, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      AND NOT EXISTS { MATCH (participant)<-[:PART_OF]-(:Organization)-[:PARTICIPATES_IN]->(arrangement) }
    RETURN {name: participant.name, id: participant.id, count: CASE WHEN participant.per IS NULL THEN coalesce(participant.count, 1) ELSE participant.count END, organs: r.organs, votes: r.votes, money: r.contribution,
            proposed: any(x IN [r, participant, arrangement] WHERE coalesce($standing[x.id], x.standing, x.status) IN ['proposed', 'open']), marks: coalesce(participant.marks, []) + coalesce(r.marks, [])}
    ORDER BY participant.id
  } AS parts
UNWIND [null] + ['council', 'college', 'mayor'] AS organ
WITH arrangement, parts, organ, [one IN parts WHERE CASE WHEN organ IS NULL THEN one.organs IS NULL ELSE organ IN coalesce(one.organs, []) END] AS those
WHERE size(those) > 0
WITH arrangement, organ, those, [one IN parts WHERE NOT one.proposed] AS parts, [one IN those WHERE NOT one.proposed] AS actual
RETURN arrangement.name AS arrangement, arrangement.id AS arrangement_id, organ,
       reduce(sum = 0, one IN actual | sum + one.count) AS municipalities,
       reduce(sum = 0, one IN those | sum + CASE WHEN one.proposed THEN one.count ELSE 0 END) AS proposed, reduce(sum = 0, one IN parts | sum + one.count) AS of_municipalities,
       [one IN those | one.name] AS names, [one IN those | one.id] AS names_id,
       CASE WHEN size(actual) > 0 AND all(one IN actual WHERE one.votes IS NOT NULL) THEN reduce(sum = 0, one IN actual | sum + one.votes) END AS votes,
       CASE WHEN size(actual) > 0 AND all(one IN actual WHERE one.money IS NOT NULL) THEN reduce(sum = 0, one IN actual | sum + one.money) END AS contribution,
       reduce(all = [], x IN [arrangement] + those | all + coalesce(x.marks, [])) AS marks
ORDER BY arrangement_id, organ IS NULL, organ
