package io.kafkatojdbc.bench.listener;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.EnableScheduling;

/** An application with one of the listeners. */
@SpringBootApplication
@EnableConfigurationProperties(ListenerProperties.class)
@EnableScheduling
class ListenerApplication {

}
