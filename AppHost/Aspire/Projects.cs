namespace Aspire.Hosting.ApplicationModel
{
    public sealed class ProjectResource
        : Resource,
            IResourceWithEnvironment,
            IResourceWithServiceDiscovery,
            IResourceWithWaitSupport
    {
        internal ProjectResource(string name, string projectPath)
            : base(name) => ProjectPath = projectPath;

        internal string ProjectPath { get; }

        internal int Replicas { get; set; } = 1;

        internal string? HealthPath { get; set; }
    }
}

namespace Aspire.Hosting
{
    /// <summary>A project of the solution; the classes are written by the build, one a reference.</summary>
    public interface IProjectMetadata
    {
        string ProjectPath { get; }
    }

    public static class ProjectResourceBuilderExtensions
    {
        public static IResourceBuilder<ProjectResource> AddProject<TProject>(
            this IDistributedApplicationBuilder builder,
            string name,
            string? launchProfileName
        )
            where TProject : IProjectMetadata, new()
        {
            if (launchProfileName is not null)
            {
                throw new DistributedApplicationException(
                    $"Project '{name}': launch profiles are Aspire's; name none (launchProfileName: null)."
                );
            }
            return builder.AddResource(new ProjectResource(name, new TProject().ProjectPath));
        }

        public static IResourceBuilder<ProjectResource> WithReplicas(
            this IResourceBuilder<ProjectResource> builder,
            int replicas
        )
        {
            builder.Resource.Replicas = replicas;
            return builder;
        }
    }
}
