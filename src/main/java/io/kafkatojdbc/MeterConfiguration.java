package io.kafkatojdbc;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Labels the service's own meters with the pipeline, so that several can be told apart,
 * and has what they tell read in the background.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class MeterConfiguration {

	private static final String OWN = "ingest.";

	@Bean
	static MeterFilter pipelineLabel(@Value("${ingest.pipeline}") String pipeline) {
		Tag label = Tag.of("pipeline", pipeline);
		return new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				return id.getName().startsWith(OWN) ? id.withTag(label) : id;
			}

		};
	}

}
