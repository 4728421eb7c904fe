package io.kafkatojdbc.start;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;

/**
 * Refuses settings of the service that no code reads, before any setting is read. Without
 * this check, a misspelt setting would have no effect, and the user would not notice.
 */
@Component
class UnknownSettings implements BeanFactoryPostProcessor {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		List<KnownSetting> known = Arrays.stream(beans.getBeanNamesForAnnotation(ConfigurationProperties.class))
			.map((name) -> beans.getType(name, false))
			.flatMap(KnownSetting::of)
			.sorted(Comparator.comparing(KnownSetting::name))
			.toList();
		List<String> unknown = set(beans.getBean(ConfigurableEnvironment.class))
			.filter((name) -> known.stream().noneMatch((setting) -> setting.isSetBy(name)))
			.map("'%s'"::formatted)
			.distinct()
			.toList();
		if (!unknown.isEmpty()) {
			throw new StartException("There is no setting %s.".formatted(String.join(" and no ", unknown)),
					"Remove it, or correct its name. There are:\n"
							+ known.stream().map(KnownSetting::toString).collect(Collectors.joining("\n")));
		}
	}

	private static Stream<ConfigurationPropertyName> set(ConfigurableEnvironment environment) {
		// Variables of the environment may belong to other programs: Kubernetes sets
		// variables for each of its services, and one of the services may be called
		// ingest.
		Object variables = environment.getPropertySources()
			.get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
			.filter((source) -> !Objects.equals(source.getUnderlyingSource(), variables))
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.flatMap((source) -> ((IterableConfigurationPropertySource) source).stream())
			.filter(KnownSetting.OURS::isAncestorOf);
	}

}
