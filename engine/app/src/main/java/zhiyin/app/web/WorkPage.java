package zhiyin.app.web;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where the page {@code /work} stands. Its parts are named by their content, so a browser keeps them; the page itself is asked for each time. */
@Configuration
class WorkPage implements WebMvcConfigurer {

    @Override public void addViewControllers(ViewControllerRegistry views) {
        views.addRedirectViewController("/work", "/work/");
        views.addViewController("/work/").setViewName("forward:/work/index.html");
    }

    @Override public void addResourceHandlers(ResourceHandlerRegistry resources) {
        resources.addResourceHandler("/work/assets/**").addResourceLocations("classpath:/static/work/assets/").setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }
}
