namespace Aspire.Hosting.Native;

/// <summary>A process and the processes that must be healthy before it starts.</summary>
internal sealed record PlannedProcess(INativeProcess Process, IReadOnlyList<string> Needs);

/// <summary>From the model to processes: assigns ports, counts replicas, and puts every process after what it waits for.</summary>
internal sealed class Plan(DistributedApplicationBuilder model, Output output, HttpClient http)
{
    private IReadOnlyDictionary<string, int> _ports = new Dictionary<string, int>();

    public IReadOnlyList<PlannedProcess> Processes()
    {
        _ports = model.Folder.AssignPorts(model.Resources.SelectMany(PortNames));
        foreach (var resource in model.Resources.Where(r => r is not ProjectResource { Replicas: > 1 }))
        {
            resource.Endpoints.ForEach(e => e.Port = _ports[$"{resource.Name}/{e.Name}"]);
        }
        return [.. model.Resources.SelectMany(ProcessesOf)];
    }

    private static IEnumerable<string> PortNames(Resource resource) =>
        resource switch
        {
            ProjectResource project => Names(project).SelectMany(n => project.Endpoints.Select(e => $"{n}/{e.Name}")),
            RabbitMQServerResource =>
            [
                .. resource.Endpoints.Select(e => $"{resource.Name}/{e.Name}"),
                $"{resource.Name}/distribution",
                $"{resource.Name}/epmd",
            ],
            _ => resource.Endpoints.Select(e => $"{resource.Name}/{e.Name}"),
        };

    private IEnumerable<PlannedProcess> ProcessesOf(Resource resource)
    {
        string[] needs = [.. resource.WaitsFor.SelectMany(NamesOf)];
        switch (resource)
        {
            case PostgresServerResource postgres:
                yield return new(new PostgresServer(postgres, model.Folder, output), needs);
                break;
            case RabbitMQServerResource rabbit:
                var epmd = new EpmdServer($"{rabbit.Name}-epmd", _ports[$"{rabbit.Name}/epmd"]);
                yield return new(epmd, []);
                int distribution = _ports[$"{rabbit.Name}/distribution"];
                yield return new(
                    new RabbitBroker(rabbit, distribution, epmd, model.Folder, output),
                    [.. needs, epmd.Name]
                );
                break;
            case ProjectResource project:
                foreach (string name in Names(project))
                {
                    var ports = project.Endpoints.ToDictionary(e => e.Name, e => _ports[$"{name}/{e.Name}"]);
                    yield return new(new ProjectProcess(project, name, ports, model.Configuration, http), needs);
                }
                break;
        }
    }

    private static IEnumerable<string> NamesOf(IResource resource) =>
        resource switch
        {
            PostgresDatabaseResource database => [database.Parent.Name],
            ProjectResource project => Names(project),
            _ => [resource.Name],
        };

    private static IEnumerable<string> Names(ProjectResource project) =>
        project.Replicas == 1
            ? [project.Name]
            : Enumerable.Range(1, project.Replicas).Select(i => $"{project.Name}-{i}");
}
