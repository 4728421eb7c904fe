package io.kafkatojdbc.start;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;

/**
 * Refuses settings of the service that no code reads, before any setting is read. Without
 * this check, a misspelt setting would have no effect, and the user would not notice.
 */
@Component
class UnknownSettings implements BeanFactoryPostProcessor {

	private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("ingest");

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		List<Setting> known = Arrays.stream(beans.getBeanNamesForAnnotation(ConfigurationProperties.class))
			.map((name) -> beans.getType(name, false))
			.flatMap(Setting::of)
			.sorted(Comparator.comparing(Setting::name))
			.toList();
		List<String> unknown = set(beans.getBean(ConfigurableEnvironment.class))
			.filter((name) -> known.stream().noneMatch((setting) -> setting.isSetBy(name)))
			.map("'%s'"::formatted)
			.distinct()
			.toList();
		if (!unknown.isEmpty()) {
			throw new StartException("There is no setting %s.".formatted(String.join(" and no ", unknown)),
					"Remove it, or correct its name. There are:\n"
							+ known.stream().map(Setting::toString).collect(Collectors.joining("\n")));
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
			.filter(OURS::isAncestorOf);
	}

	/**
	 * A setting that the service reads.
	 *
	 * @param name the name of the setting
	 * @param several whether the setting has several values, with names below its own
	 * name
	 * @param part the name of a part of each of these values; {@code null} if the values
	 * have no parts
	 */
	private record Setting(ConfigurationPropertyName name, boolean several, @Nullable String part) {

		static Stream<Setting> of(@Nullable Class<?> type) {
			if (type == null || !type.isRecord()) {
				return Stream.empty();
			}
			ConfigurationPropertyName prefix = ConfigurationPropertyName
				.of(type.getAnnotation(ConfigurationProperties.class).value());
			return (OURS.equals(prefix) || OURS.isAncestorOf(prefix)) ? of(prefix, type) : Stream.empty();
		}

		private static Stream<Setting> of(ConfigurationPropertyName prefix, Class<?> type) {
			return Arrays.stream(type.getRecordComponents()).flatMap((component) -> of(prefix, component));
		}

		private static Stream<Setting> of(ConfigurationPropertyName prefix, RecordComponent component) {
			ConfigurationPropertyName name = prefix.append(dashed(component));
			if (component.getType().isRecord()) {
				return of(name, component.getType());
			}
			Class<?> value = ResolvableType.forType(component.getGenericType()).asMap().getGeneric(1).resolve();
			if (value != null && value.isRecord()) {
				return Arrays.stream(value.getRecordComponents()).map((part) -> new Setting(name, true, dashed(part)));
			}
			Class<?> type = component.getType();
			boolean several = Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type);
			return Stream.of(new Setting(name, several, null));
		}

		private static String dashed(RecordComponent component) {
			return DataObjectPropertyName.toDashedForm(component.getName());
		}

		/**
		 * Returns whether a name sets this setting. A name above this setting counts too,
		 * because YAML can have such a name without a value.
		 */
		boolean isSetBy(ConfigurationPropertyName other) {
			if (this.name.equals(other) || other.isAncestorOf(this.name)) {
				return true;
			}
			int depth = other.getNumberOfElements() - this.name.getNumberOfElements();
			return this.several && this.name.isAncestorOf(other) && (this.part == null || depth == 1
					|| (depth == 2 && other.getLastElement(Form.DASHED).equals(this.part)));
		}

		@Override
		public String toString() {
			return (this.part != null) ? "%s.<name>.%s".formatted(this.name, this.part) : this.name.toString();
		}

	}

}
