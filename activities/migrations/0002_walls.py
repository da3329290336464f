"""The second wall and the journal's triggers around activities, who took part, and what was seen."""

from django.db import migrations

from journal.walls import OURS, journaled, policy, walled

OF_CHILDREN = ["participation", "membership", "roomduty", "parentmember", "observation"]
OF_SCHOOLS = ["activity", "circle", "picture", "conductrule"]

# Read in the area and its schools, kept by its officers.
TAG = """
ALTER TABLE activities_tag ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON activities_tag FOR SELECT USING (
  (SELECT app_is_system()) OR area_id IN (SELECT area_id FROM held_roles()) OR area_id IN (
    SELECT s.area_id FROM held_roles() held JOIN schools_school s ON s.id = held.school_id OR s.group_id = held.group_id));
CREATE POLICY kept ON activities_tag USING (
  (SELECT app_is_system()) OR area_id IN (SELECT area_id FROM held_roles() WHERE role = 'area_officer'));
"""
TAG_BACK = """
DROP POLICY seen ON activities_tag; DROP POLICY kept ON activities_tag;
ALTER TABLE activities_tag DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial"), ("students", "0002_walls")]
    operations = [
        *(walled(f"activities_{table}") for table in OF_CHILDREN),
        *(journaled(f"activities_{table}") for table in OF_CHILDREN),
        *(policy(f"activities_{table}", using=OURS, check=OURS) for table in OF_SCHOOLS),
        *(journaled(f"activities_{table}", student="") for table in OF_SCHOOLS),
        migrations.RunSQL(TAG, TAG_BACK),
        journaled("activities_tag", school="", student=""),
    ]
