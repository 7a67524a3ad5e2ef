using Platform.Tests;

namespace Platform.UnitTests.Deployment;

public sealed class ImageTests
{
    [Fact]
    public void Every_setting_in_the_image_is_one_that_a_service_has()
    {
        foreach (var name in Image.Environment.Keys.Where(name => name.Contains("__")))
        {
            Assert.Contains(
                ServiceUnderDeployment.All,
                service => name.StartsWith(service.Name + "__", StringComparison.Ordinal)
            );
        }

        foreach (var service in ServiceUnderDeployment.All)
        {
            ContainerSettings.CheckSection(service, Image.Environment);
        }
    }

    [Fact]
    public void The_image_exposes_the_port_on_which_services_listen() =>
        Assert.Equal([Image.Port.ToString()], Image.All("EXPOSE"));

    [Fact]
    public void The_image_runs_as_its_own_user_and_knows_its_health()
    {
        Assert.Equal(["$APP_UID"], Image.All("USER"));
        Assert.EndsWith("CMD [\"healthy\"]", Assert.Single(Image.All("HEALTHCHECK")), StringComparison.Ordinal);
        var asked = File.ReadAllText(Checkout.At("docker/healthy")).Split("GET ")[1].Split(' ')[0];
        Assert.Contains(asked, ServiceUnderDeployment.HealthPaths());
    }
}
