package io.kafkatojdbc.bench.listener;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The application that runs one of the listeners. */
@SpringBootApplication
@EnableConfigurationProperties(ListenerProperties.class)
@EnableScheduling
class ListenerApplication {

}
