import java.io.File;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.ErrorDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;

/**
 * Runs veraPDF's validation library on one file per line of standard input.
 *
 * <p>Arguments are the flavours to check ("ua1", "2a"). For every failed check one line goes to standard output: file,
 * flavour, clause-test, message, context, separated by tabs; then one line: file, flavour, "done", number of checks. The
 * library's own profile loader needs JAXB, which the jar at hand lacks; the profiles are read here as a stream.
 */
public final class VeraPdf {
    private static final Map<String, String> PROFILES = Map.of(
            "ua1", "PDFUA-1.xml", "2a", "PDFA-2A.xml", "2b", "PDFA-2B.xml", "3a", "PDFA-3A.xml", "3b", "PDFA-3B.xml");

    public static void main(String[] flavours) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new HashMap<>();
        for (String flavour : flavours) {
            profiles.put(flavour, new ProfileReader(flavour).read());
        }
        for (String file : new String(System.in.readAllBytes()).split("\n")) {
            for (String flavour : flavours) {
                check(file, flavour, profiles.get(flavour));
            }
        }
    }

    private static void check(String file, String flavour, ValidationProfile profile) throws Exception {
        PDFAFlavour kind = PDFAFlavour.fromString(flavour);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), kind);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, 1_000_000, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion test : result.getTestAssertions()) {
                if (test.getStatus() == TestAssertion.Status.FAILED) {
                    RuleId rule = test.getRuleId();
                    String text = test.getErrorMessage() == null ? test.getMessage() : test.getErrorMessage();
                    print(file, flavour, rule.getClause() + "-" + rule.getTestNumber(), text, test.getLocationContext());
                }
            }
            print(file, flavour, "done", String.valueOf(result.getTotalAssertions()));
        }
    }

    private static void print(String... cells) {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = String.valueOf(cells[i]).replaceAll("\\s+", " ");
        }
        System.out.println(String.join("\t", cells));
    }

    /** Reads one validation profile: its rules and variables. */
    private static final class ProfileReader {
        private final PDFAFlavour flavour;
        private final String resource;
        private final Set<Rule> rules = new HashSet<>();
        private final Set<Variable> variables = new HashSet<>();
        private final Map<String, String> values = new HashMap<>();
        private final Deque<String> path = new ArrayDeque<>();
        private List<ErrorArgument> arguments = new ArrayList<>();
        private String argumentName;

        ProfileReader(String name) {
            flavour = PDFAFlavour.fromString(name);
            resource = "org/verapdf/pdfa/validation/" + PROFILES.get(name);
        }

        ValidationProfile read() throws Exception {
            try (InputStream stream = VeraPdf.class.getClassLoader().getResourceAsStream(resource)) {
                XMLStreamReader reader = XMLInputFactory.newInstance().createXMLStreamReader(stream);
                StringBuilder text = new StringBuilder();
                while (reader.hasNext()) {
                    switch (reader.next()) {
                        case XMLStreamConstants.START_ELEMENT -> {
                            text.setLength(0);
                            open(reader);
                        }
                        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                        case XMLStreamConstants.END_ELEMENT -> {
                            close(reader.getLocalName(), text.toString());
                            text.setLength(0);
                        }
                        default -> { }
                    }
                }
            }
            return Profiles.profileFromValues(
                    flavour, Profiles.profileDetailsFromValues(resource, "", "", new Date(0)), "", rules, variables);
        }

        private void open(XMLStreamReader reader) {
            String name = reader.getLocalName();
            path.push(name);
            if (name.equals("rule") || name.equals("variable")) {
                values.clear();
                arguments = new ArrayList<>();
            }
            argumentName = null;
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                if (name.equals("argument")) {
                    argumentName = reader.getAttributeValue(i);
                } else if (!path.contains("references")) {
                    values.put(name + "." + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
                }
            }
        }

        private void close(String name, String text) {
            path.pop();
            switch (name) {
                case "argument" -> arguments.add(ErrorArgumentImpl.fromValues(text, argumentName, null));
                case "description", "test", "message", "defaultValue", "value" -> values.put(name, text);
                case "rule" -> rules.add(rule());
                case "variable" -> variables.add(Profiles.variableFromValues(
                        values.get("variable.name"),
                        values.get("variable.object"),
                        values.getOrDefault("defaultValue", ""),
                        values.getOrDefault("value", "")));
                default -> { }
            }
        }

        private Rule rule() {
            RuleId id = Profiles.ruleIdFromValues(
                    PDFAFlavour.Specification.valueOf(values.get("id.specification")),
                    values.get("id.clause"),
                    Integer.parseInt(values.get("id.testNumber")));
            ErrorDetails error = Profiles.errorFromValues(values.getOrDefault("message", ""), arguments);
            String deferred = values.get("rule.deferred");
            return Profiles.ruleFromValues(
                    id,
                    values.get("rule.object"),
                    deferred == null ? null : Boolean.valueOf(deferred),
                    values.getOrDefault("rule.tags", ""),
                    values.getOrDefault("description", ""),
                    values.getOrDefault("test", ""),
                    error,
                    new ArrayList<>());
        }
    }
}
