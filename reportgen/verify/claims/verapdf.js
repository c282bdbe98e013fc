// Lets veraPDF judge files, for the JavaScript engine in veraPDF's own jar.
//
// Arguments are profiles, "ua2=PDFUA-2-ISO32005". Standard input holds file after file, each behind a line with its
// name, its length in bytes and the profiles for it ("0\t1234\tua2,4"). Lines of standard output begin with a file's
// name and a profile, and go on with "broken" (rule, how often, message, context), then "done" (number of checks) or
// "failed" (why); all cells are separated by tabs.
//
// veraPDF's own reader of profiles needs JAXB, which the jar lacks: they are read here as a stream of elements.

var START = 1, END = 2, TEXT = 4, CDATA = 12
var AT_MOST = 1000  // failed checks that are remembered
var validation = Packages.org.verapdf.pdfa.validation
var Profiles = validation.profiles.Profiles
var PDFAFlavour = Packages.org.verapdf.pdfa.flavours.PDFAFlavour

var input = new java.io.DataInputStream(new java.io.BufferedInputStream(java.lang.System['in']))
var output = new java.io.PrintStream(java.lang.System.out, true, 'UTF-8')
var resources = {}, read = {}

function say() {
  var cells = []
  for (var i = 0; i < arguments.length; i++) cells.push(String(arguments[i]).replace(/\s+/g, ' '))
  output.println(cells.join('\t'))
}

function profile(id) {
  // fromString() would look for the nearest name of PDF/A, and take "wt1a" for "1a"
  if (!(id in read)) read[id] = readProfile(PDFAFlavour.byFlavourId(id), resources[id])
  return read[id]
}

function readProfile(flavour, resource) {
  var stream = java.lang.ClassLoader.getSystemResourceAsStream('org/verapdf/pdfa/validation/' + resource + '.xml')
  var reader = Packages.javax.xml.stream.XMLInputFactory.newInstance().createXMLStreamReader(stream)
  var rules = new java.util.HashSet(), variables = new java.util.HashSet()
  var values = {}, references = false, text = ''
  while (reader.hasNext()) {
    var event = reader.next()
    if (event == TEXT || event == CDATA) text += reader.getText()
    if (event != START && event != END) continue
    var name = String(reader.getLocalName())
    if (name == 'references') references = event == START
    if (event == START) {
      if (name == 'rule' || name == 'variable') values = {parts: new java.util.ArrayList()}
      for (var i = 0; i < reader.getAttributeCount() && !references; i++)
        values[name + '.' + reader.getAttributeLocalName(i)] = reader.getAttributeValue(i)
    } else if (name == 'rule') {
      rules.add(rule(values))
    } else if (name == 'variable') {
      variables.add(Profiles.variableFromValues(values['variable.name'], values['variable.object'],
        values.defaultValue || '', values.value || ''))
    } else if (name == 'argument') {
      values.parts.add(validation.profiles.ErrorArgumentImpl.fromValues(text, values['argument.name'] || null, null))
      delete values['argument.name']
    } else if (!references) {
      values[name] = text
    }
    text = ''
  }
  reader.close()
  stream.close()
  var details = Profiles.profileDetailsFromValues(resource, '', '', new java.util.Date(0))
  return Profiles.profileFromValues(flavour, details, '', rules, variables)
}

function rule(values) {
  var specification = PDFAFlavour.Specification.valueOf(values['id.specification'])
  return Profiles.ruleFromValues(
    Profiles.ruleIdFromValues(specification, values['id.clause'], Number(values['id.testNumber'])),
    values['rule.object'],
    values['rule.deferred'] ? java.lang.Boolean.valueOf(values['rule.deferred']) : null,
    values['rule.tags'] || '',
    values.description || '',
    values.test || '',
    Profiles.errorFromValues(values.message || '', values.parts),
    new java.util.ArrayList())
}

function judge(name, content, id) {
  var foundry = Packages.org.verapdf.pdfa.Foundries.defaultInstance()
  var wanted = profile(id)
  var parser = foundry.createParser(new java.io.ByteArrayInputStream(content), wanted.getPDFAFlavour())
  var validator = validation.validators.ValidatorFactory.createValidator(wanted, AT_MOST, false, true, false)
  try {
    var result = validator.validate(parser)
    var first = {}, failed = result.getTestAssertions().iterator()
    while (failed.hasNext()) {
      var test = failed.next()
      var key = String(test.getRuleId().getClause() + '-' + test.getRuleId().getTestNumber())
      if (!(key in first)) first[key] = test
    }
    var counts = result.getFailedChecks().entrySet().iterator()
    while (counts.hasNext()) {
      var entry = counts.next()
      var key = String(entry.getKey().getClause() + '-' + entry.getKey().getTestNumber())
      var test = first[key]
      say(name, id, 'broken', key, entry.getValue(), test ? test.getErrorMessage() || test.getMessage() : '',
        test ? test.getLocationContext() : '')
    }
    say(name, id, 'done', result.getTotalAssertions())
  } finally {
    validator.close()
    parser.close()
  }
}

for (var i = 0; i < arguments.length; i++) {
  var pair = arguments[i].split('=')
  resources[pair[0]] = pair[1]
}
java.util.logging.LogManager.getLogManager().reset()
Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
for (var line; (line = input.readLine()) !== null;) {
  var cells = String(line).split('\t'), wanted = cells[2].split(',')
  var content = java.lang.reflect.Array.newInstance(java.lang.Byte.TYPE, Number(cells[1]))
  input.readFully(content)
  for (var k = 0; k < wanted.length; k++) {
    try {
      judge(cells[0], content, wanted[k])
    } catch (error) {
      say(cells[0], wanted[k], 'failed', error)
    }
  }
}
