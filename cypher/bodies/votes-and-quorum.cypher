// ---
// title:
//   nl: Stemmen en quorum naast elkaar
//   en: Votes and quorum side by side
// question:
//   nl: "Wie heeft hoeveel van de stemmen, en wat is nodig om te besluiten?"
//   en: "Who has how many of the votes, and what is needed to decide?"
// params:
//   body:
//     type: string
//     optional: true
//     about: {nl: "Alleen dit gremium: id of naam", en: "Only this body: id or name"}
// shows: table
// columns:
//   body: {nl: "Het gremium", en: "The body"}
//   body_id: {nl: "Id daarvan", en: "Its id"}
//   participant: {nl: "Namens wie", en: "On behalf of whom"}
//   participant_id: {nl: "Id daarvan", en: "Its id"}
//   seats: {nl: "Zetels met een stem", en: "Seats with a vote"}
//   votes: {nl: "Stemmen", en: "Votes"}
//   of_votes: {nl: "Van zoveel stemmen; in dit gremium", en: "Of so many votes; in this body"}
//   quorum: {nl: "Wie er moet zijn; zoals de bron het zegt", en: "Who must be present; as the source has it"}
//   majority: {nl: "Hoe het besluit; zoals de bron het zegt", en: "How it decides; as the source has it"}
// ---
// The votes are those of the analysis voting, of seats that are stated to be on behalf of an organization. What follows from an office alone,
// coalitions and power indices are left to the analysis: a statement cannot go through all subsets of the participants.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (body:Body {dataset: dataset})<-[seat:IN]-(post:Post)
WHERE post.votes > 0 AND coalesce(post.capacity, 'member') IN ['chair', 'deputy_chair', 'member']
  AND all(x IN [body, seat, post] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND all(x IN [seat, post] WHERE coalesce($standing[x.id], x.standing, x.status) = 'actual')
  AND ($body IS NULL OR $body IN coalesce($same[body.id].called, [body.id, split(body.id, '/')[2], body.name]))
MATCH (post)-[behalf:ON_BEHALF_OF]->(participant:Organization)
WHERE all(x IN [behalf, participant] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND all(x IN [behalf, participant] WHERE coalesce($standing[x.id], x.standing, x.status) = 'actual')
WITH body, participant, post.votes * coalesce(post.count, 1) AS votes, coalesce(post.count, 1) AS seats,
     coalesce(seat.marks, []) + coalesce(post.marks, []) + coalesce(behalf.marks, []) AS marks
WITH body, participant, sum(votes) AS votes, sum(seats) AS seats, reduce(all = [], x IN collect(marks) | all + x) AS marks
WITH body, sum(votes) AS of_votes, collect({participant: participant, votes: votes, seats: seats, marks: marks}) AS shares
UNWIND shares AS share
RETURN body.name AS body, body.id AS body_id, share.participant.name AS participant, share.participant.id AS participant_id,
       share.seats AS seats, share.votes AS votes, of_votes, body.quorum AS quorum, body.majority AS majority,
       reduce(all = coalesce(body.marks, []) + coalesce(share.participant.marks, []), one IN shares | all + one.marks) AS marks
ORDER BY body_id, participant_id
