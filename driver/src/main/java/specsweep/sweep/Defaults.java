package specsweep.sweep;

import java.util.List;
import specsweep.kernel.transfer.Condition;

/**
 * What {@code sweeps/defaults.yaml} says: the home of every number of the protocol.
 *
 * @param conditions the conditions of a sweep that names none
 * @param diagnostics whether a sweep that does not say measures starts before they are fine-tuned
 * @param settings what holds where a sweep sets nothing
 */
record Defaults(List<Condition> conditions, boolean diagnostics, Settings settings) {
    private static final String RESOURCE = "sweeps/defaults.yaml";
    private static final Defaults PACKAGED = read();

    static Defaults packaged() {
        return PACKAGED;
    }

    private static Defaults read() {
        Problems problems = new Problems(RESOURCE);
        if (!(YamlReader.read(SweepReader.resource(RESOURCE), problems) instanceof YamlNode.Fields fields)) {
            throw new IllegalStateException(RESOURCE + " must be a map");
        }
        YamlNode.Field conditions = fields.field("conditions").orElseThrow();
        YamlNode.Field diagnostics = fields.field("diagnostics").orElseThrow();
        YamlNode.Field settings = fields.field("settings").orElseThrow();
        Defaults defaults = new Defaults(
                SweepReader.conditions(conditions, problems),
                SweepReader.trueOrFalse(diagnostics, problems),
                new SettingsReader(problems).read(settings.value(), Settings.NONE));
        problems.throwIfAny();
        return defaults;
    }
}
