using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Platform.Dataset.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Rollouts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_work_items_job_id_problem_id",
                schema: "dataset",
                table: "work_items");

            migrationBuilder.AddColumn<string>(
                name: "rollouts",
                schema: "dataset",
                table: "labellings",
                type: "jsonb",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_work_items_job_id_problem_id",
                schema: "dataset",
                table: "work_items",
                columns: new[] { "job_id", "problem_id" },
                filter: "kind in ('expand', 'guide', 'rollout')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_work_items_job_id_problem_id",
                schema: "dataset",
                table: "work_items");

            migrationBuilder.DropColumn(
                name: "rollouts",
                schema: "dataset",
                table: "labellings");

            migrationBuilder.CreateIndex(
                name: "ix_work_items_job_id_problem_id",
                schema: "dataset",
                table: "work_items",
                columns: new[] { "job_id", "problem_id" },
                filter: "kind in ('expand', 'guide')");
        }
    }
}
