package io.changelens.core.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changelens.core.attribution.CandidateReason;
import io.changelens.core.estimator.Insufficient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReasonTest {

    private static List<ReasonCode> all() {
        return Stream.<ReasonCode[]>of(AlertCode.values(), CandidateReason.values(), Insufficient.values())
                .flatMap(Stream::of)
                .toList();
    }

    @Provide
    Arbitrary<ReasonCode> codes() {
        return Arbitraries.of(all());
    }

    @Property(tries = 300)
    void everyArgumentIsFoundByItsNameWhateverItsValue(@ForAll("codes") ReasonCode code, @ForAll List<String> texts) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < code.arguments().size(); i++) {
            values.add(i < texts.size() ? texts.get(i) : "a=b");
        }
        Reason reason = code.with(values.toArray());

        for (int i = 0; i < values.size(); i++) {
            assertThat(reason.arg(code.arguments().get(i))).contains(values.get(i));
        }
        assertThat(reason.arg("other")).isEmpty();
        assertThat(reason.asList()).startsWith(code.name()).hasSize(values.size() + 1);
    }

    @Test
    void argumentsOfACodeHaveDifferentNames() {
        assertThat(all())
                .allSatisfy(code -> assertThat(new HashSet<>(code.arguments()))
                        .hasSameSizeAs(code.arguments())
                        .allSatisfy(name -> assertThat(name).matches("[a-z]+")));
    }

    @Test
    void aValueThatIsMissingOrTooManyIsRefused() {
        assertThatThrownBy(() -> Insufficient.FEW_EVENTS.with())
                .hasMessageContaining("FEW_EVENTS has the arguments [least]");
        assertThatThrownBy(() -> Insufficient.NOT_LIVE.with(1)).hasMessageContaining("NOT_LIVE");
    }
}
