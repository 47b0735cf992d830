/**
 * What a plugin is tested with: {@link zhiyin.plugintest.FakeCall} runs a step against a scripted caller,
 * {@link zhiyin.plugintest.StepContract} shows that {@code step.yaml} and the class agree.
 */
package zhiyin.plugintest;
