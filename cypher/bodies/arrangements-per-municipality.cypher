// ---
// title:
//   nl: Regelingen per gemeente, met de mediaan
//   en: Arrangements per municipality, with the median
// question:
//   nl: "Aan hoeveel regelingen neemt mijn gemeente deel, en hoe staat zij tussen de andere gemeenten?"
//   en: "In how many arrangements does my municipality take part, and where does it stand among the others?"
// params:
//   municipality:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze gemeente: id of naam; zij wordt met alle vergeleken", en: "Only this municipality: id or name; it is compared with all"}
// shows: table
// columns:
//   municipality: {nl: "De gemeente", en: "The municipality"}
//   municipality_id: {nl: "Id daarvan", en: "Its id"}
//   arrangements: {nl: "Aan hoeveel regelingen zij deelneemt", en: "In how many arrangements it takes part"}
//   median: {nl: "Mediaan; de helft van de gemeenten zit hieronder of er precies op", en: "Median; half of the municipalities are below it or exactly at it"}
//   fewer: {nl: "Gemeenten met minder regelingen", en: "Municipalities with fewer arrangements"}
//   as_many: {nl: "Gemeenten met even veel; zij zelf telt mee", en: "Municipalities with as many; itself included"}
//   of_municipalities: {nl: "Van zoveel gemeenten; die aan een regeling deelnemen", en: "Of so many municipalities; that take part in an arrangement"}
// ---
// A municipality that takes part in nothing is not among those that are compared: the data may just not name it. A record that stands for several
// municipalities is none. Versions that hold at once count once a version, and who has ended takes part in nothing, as in arrangements-per-organization.
// Marks are those of the municipality's own arrangements.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (o:Organization {dataset: dataset})-[part:PARTICIPATES_IN]->(a:Arrangement)
WHERE all(x IN [o, part, a] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over
    AND coalesce($standing[x.id], x.standing, x.status) = 'actual')
  AND o.kind = 'municipality' AND o.per IS NULL AND coalesce(o.count, 1) = 1
WITH coalesce($same[o.id], {id: o.id, name: o.name, called: [o.id, split(o.id, '/')[2], o.name]}) AS municipality,
     coalesce($same[a.id], {id: a.id}) AS arrangement, reduce(all = [], x IN [o, part, a] | all + coalesce(x.marks, [])) AS marks
WITH municipality.id AS id, municipality.name AS name, municipality.called AS called, arrangement.id AS arrangement, collect(marks) AS marks
WITH id, name, called, count(arrangement) AS arrangements, collect(marks) AS marks
WITH collect({id: id, name: name, called: called, arrangements: arrangements, marks: marks}) AS compared, percentileCont(arrangements, 0.5) AS median
UNWIND compared AS own
WITH own, median, compared
WHERE $municipality IS NULL OR $municipality IN own.called OR 'Gemeente ' + $municipality IN own.called
RETURN own.name AS municipality, own.id AS municipality_id, own.arrangements AS arrangements, median,
       size([x IN compared WHERE x.arrangements < own.arrangements]) AS fewer, size([x IN compared WHERE x.arrangements = own.arrangements]) AS as_many,
       size(compared) AS of_municipalities, reduce(all = [], part IN own.marks | all + reduce(some = [], one IN part | some + one)) AS marks
ORDER BY arrangements DESC, municipality, municipality_id
