package io.changelens.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductionEnvironmentsTest {

    @ParameterizedTest
    @ValueSource(strings = {"production", "Production", "PRODUCTION", "prod", "prod-eu", "live", " production"})
    void theNamesThatToolsUseCount(String environment) {
        assertThat(ProductionEnvironments.DEFAULT.contains(environment)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "pre-production", "preprod", "production-like", "lively", "prod.eu", ""})
    void othersDoNot(String environment) {
        assertThat(ProductionEnvironments.DEFAULT.contains(environment)).isFalse();
    }

    @Test
    void aStarStandsForAnyCharactersAndTheRestForItself() {
        ProductionEnvironments environments = new ProductionEnvironments(List.of("*.live", "eu-*-main"));

        assertThat(environments.contains("shop.live")).isTrue();
        assertThat(environments.contains("shopxlive")).isFalse();
        assertThat(environments.contains("EU-1-main")).isTrue();
        assertThat(environments.contains("eu-main")).isFalse();
    }

    @Test
    void noneAndEmptyOnesAreRefused() {
        assertThatThrownBy(() -> new ProductionEnvironments(List.of())).hasMessageContaining("must name");
        assertThatThrownBy(() -> new ProductionEnvironments(List.of(" "))).hasMessageContaining("must name");
    }
}
